"""Demo data: fictitious people, companies and two years of invoices, the same for the same day.

``cast`` says who there is, ``plan`` draws what they invoice, ``history`` what AKTO makes of it, ``papers`` prints the
documents, ``load`` stores it all, ``deposits`` drops the next invoices.
"""
