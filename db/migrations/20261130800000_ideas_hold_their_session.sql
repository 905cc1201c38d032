-- Taking out a session took its board along, and with it all that people wrote there. An empty board goes with its session still.
alter table idea drop constraint idea_board_id_fkey;
alter table idea add constraint idea_board_id_fkey foreign key (board_id) references idea_board;
