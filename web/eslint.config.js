/** What eslint looks for; types are the business of tsc, see tsconfig.json. */

import js from "@eslint/js";

const MARKUP = "Text goes in as text: a token is data, whatever it looks like.";
const FOLDERS = ["workbench", "figures", "scrubber", "keep"];

/** @param {string[]} folders that a module may not import from */
function apart(folders) {
  const patterns = folders.map((folder) => ({ group: [`../${folder}/*`], message: "What is shared is in lib/." }));
  return { rules: { "no-restricted-imports": ["error", { patterns }] } };
}

export default [
  { ignores: ["**/node_modules/"] },
  js.configs.recommended,
  {
    rules: {
      "no-undef": "off", // tsc knows better
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({
          property,
          message: MARKUP,
        })),
        ...["write", "writeln"].map((property) => ({ object: "document", property, message: MARKUP })),
      ],
    },
  },
  { files: ["web/lib/**", "web/attention/**"], ...apart(FOLDERS) },
  ...FOLDERS.map((folder) => ({
    files: [`web/${folder}/**`],
    // A recorded training is shown in the workbench's own mosaic and heatmap.
    ...apart(FOLDERS.filter((other) => other !== folder && !(folder === "scrubber" && other === "workbench"))),
  })),
];
