"""The window: tabs, tables, texts, findings, preview. Qt is known here and nowhere else."""
