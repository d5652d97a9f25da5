"""Disclosure control of all that the public gets, as of DESIGN 6.

**What may not be learnt.** A count of people or orders from 1 to 9, as the numerator or denominator
of a share, what is left over of it, the units behind a mean or a median, or what a total holds
besides its published members. And a count that has moved by 1 to 9 since it was last said in
public: the earlier release minus this one would be such a group. Whether its period is over or
still runs makes no difference; a day more of a small region is a small group too. Until
ten have come together the figure stands as it was said last, with its date (history.py).

**What an attacker knows.** Every public figure of this release, and what earlier ones said, if it
is the same today; that counts are not negative, and zero where there is nothing; that members add
up to the whole, regions to their kind, months to the run, platforms to all of them; that a part and
its rest are the whole; and that a count is the same under every figure (quantities.py, sums.py).

**What keeps it from them.** Of every such count, tables must remain possible that differ in it by
ten (suppress.py). An attack checks those found and looks for the others, and fails the release if
one is missing (attack.py). What was withheld and has not changed since is not let out either, for
an earlier release may have hidden a small group behind it (build_table.py). Sums of money, seconds
and means need no table of their own: they are hidden wherever the count of their units is, hang
together in the same sums, and are bounded by nothing else.

Not held against it: that counts of two figures are nested which no figure divides by each other
(late by 15 minutes and by 30), the growth of several hidden counts together, and what was said
before it was last said.
"""
