-- Module charges: a line says from where its price comes (of a lost copy: its own price, a default price, a fixed amount, the desk).
-- Lines that were written before do not say it.
alter table charge_line add price_source text check (price_source in ('copy', 'default', 'rule', 'desk'));
