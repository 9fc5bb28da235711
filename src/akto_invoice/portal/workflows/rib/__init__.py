"""Bank accounts: deposited by companies, approved by AKTO, and which one is in force."""
