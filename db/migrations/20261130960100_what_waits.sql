-- What waits for staff is counted at every look at their first page.
create index delivery_to_decide on delivery (library_id, created_at) where state in ('unknown', 'failed');
create index serial_issue_late on serial_issue (subscription_id) where state = 'late';
