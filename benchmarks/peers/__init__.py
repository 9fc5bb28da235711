"""Other people's readers on the same documents: what they read right, what it takes, how often they die."""
