"""One cell's arithmetic drawn: a file for each stage, from q and k to the residual stream."""
