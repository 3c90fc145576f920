-- What a feeder loses itself, between its own meter and those of its areas, and what goes into its areas net of what they send back.
alter table feeder_loss_day add column own_loss_wh bigint;
alter table feeder_loss_day add column areas_wh bigint;
