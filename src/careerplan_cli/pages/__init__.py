"""What is said, as blocks: result, guide, summary, report, plan."""
