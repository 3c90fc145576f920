create table analysis_run (
    run_id text primary key,
    as_of text not null,
    window_from text not null, window_to text not null,
    started_at text not null, finished_at text,
    state text not null,                                -- running done failed
    model_id text,
    data_id text not null,                              -- hash of the lake parts and archive rows that were used
    customers bigint not null default 0, areas bigint not null default 0
);

create table area_loss_day (
    run_id text not null references analysis_run (run_id),
    area_no text not null,
    day text not null,
    supplied_wh bigint, sold_wh bigint, loss_wh bigint,
    technical_wh bigint, technical_low_wh bigint, technical_high_wh bigint,
    low_wh bigint, high_wh bigint,                      -- 95 % interval of the loss from the meters' error budget
    filled_wh bigint not null default 0,                -- energy of missing readings filled for the balance only
    z double precision, cusum double precision,
    state text not null,                                -- ok incomplete no-supply
    primary key (run_id, area_no, day)
);

create table area_loss (
    run_id text not null references analysis_run (run_id),
    area_no text not null,
    org_path text not null,
    window_from text not null, window_to text not null,
    supplied_wh bigint not null, sold_wh bigint not null, loss_wh bigint not null,
    technical_wh bigint not null, low_wh bigint not null, high_wh bigint not null,
    z double precision,
    state text not null,                                -- normal high serious negative incomplete no-supply
    incomplete_days bigint not null,
    onset text,
    customers bigint not null,
    abnormal_wh_per_day bigint,
    spark text,                                         -- JSON array of the daily loss rate in per cent, null where unusable
    primary key (run_id, area_no)
);

create table feeder_loss_day (
    run_id text not null references analysis_run (run_id),
    feeder_no text not null,
    day text not null,
    supplied_wh bigint, sold_wh bigint, loss_wh bigint,
    areas bigint not null, state text not null,
    primary key (run_id, feeder_no, day)
);

create table lead (
    lead_id text primary key,
    run_id text not null references analysis_run (run_id),
    rank bigint not null,
    subject_kind text not null,                         -- customer area
    customer_no text, usage_point_no text, area_no text,
    org_path text not null,
    kind text not null,                                 -- theft-suspicion bypass-suspicion file-correction meter-fault safety bill-suspicion
    score double precision not null,                    -- 0..100
    probability double precision not null,              -- 0..1, calibrated
    low_wh_per_day bigint, mid_wh_per_day bigint, high_wh_per_day bigint,
    onset text,
    statistical_only bigint not null,
    phases text,
    state text not null default 'open'                  -- open planned visited closed
);
create index lead_run on lead (run_id, rank);
create index lead_customer on lead (customer_no);

create table lead_reason (
    lead_id text not null references lead (lead_id),
    n bigint not null,
    code text not null,
    engine text not null,
    strength double precision not null,
    text_zh text not null, text_en text not null,
    data text not null,                                 -- JSON that reproduces the reason
    primary key (lead_id, n)
);

create table lead_innocent (
    lead_id text not null references lead (lead_id),
    n bigint not null,
    code text not null,
    text_zh text not null, text_en text not null,
    still_open bigint not null,
    primary key (lead_id, n)
);

-- The score of every customer of a run, listed or not.
create table customer_score (
    run_id text not null references analysis_run (run_id),
    customer_no text not null,
    score double precision not null, probability double precision not null,
    mid_wh_per_day bigint,
    primary key (run_id, customer_no)
);
