-- Module offline desk: an act that waits for a decision does not keep for whom the copy is kept: that is said by the hold, and ends with it.
update desk_act set error_params = error_params - 'name'
where outcome = 'conflict' and error_code = 'circulation.held_for_other';
