/** Entry point: some figures in their place. */

import { entry } from "../lib/mount.js";
import { Plots } from "./plots.js";

export const mountPlots = entry((parent, { plotly }) => new Plots(parent, plotly));
