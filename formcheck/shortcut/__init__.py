"""Something to click on that opens formcheck, as each system has it."""
