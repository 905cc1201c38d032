-- Module libraries: in which order libraries are asked to fetch copies for what is collected at this one; null = the network's order.
alter table library add column pull_order integer[] check (cardinality(pull_order) between 1 and 500);
