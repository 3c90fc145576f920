-- What the loss of the area says about a closed case; one row per look, the latest counts.
create table case_loss_drop (
    case_no text not null references inspection_case (case_no),
    run_id text not null,
    checked_at text not null,
    area_no text not null,
    ended_on text not null,                             -- first day after the theft was ended
    drop_wh_per_day bigint, low_wh_per_day bigint, high_wh_per_day bigint,
    claimed_wh_per_day bigint not null,
    controls bigint not null,
    verdict text not null,                              -- Confirmed Absent Undecidable TooEarly
    primary key (case_no, run_id)
);
