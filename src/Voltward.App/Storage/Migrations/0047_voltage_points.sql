-- Usage points whose voltages took part in an area's technical loss.
alter table area_loss add column voltage_points bigint not null default 0;
