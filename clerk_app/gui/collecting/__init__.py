"""The room 汇总 of the window, for whoever receives reports: what came, what is wrong with it, the sums."""
