"""RIBs with the truth about each: facts, layouts of both splits, and the files made of them."""
