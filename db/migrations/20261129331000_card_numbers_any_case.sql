-- Module members: a number that differs from another only by its case is given to nobody else: it is asked for without it.
create index member_number_upper on member (upper(number));
create index former_card_number_upper on former_card (upper(number));
