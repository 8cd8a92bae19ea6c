"""What residents give to a project besides money: days of work, goods, tools, land, food, transport (gotong royong).

A *supply* (kebutuhan) is something that residents may give, with how much is wanted. It is *pledged* (dijanjikan),
*called up* (dipanggil) and *given* (diserahkan); a gift counts once the head of the work group and one other resident
have said that it is so. Quantity comes first; rupiah follow from a price of that day and what the price rests on.

Nobody has to give anything. Names stand in private lists, no page tells who came, and a pledge that is over names
nobody and does not say whether it was kept. Cash is not taken here: that is money, and belongs to finance.
"""
