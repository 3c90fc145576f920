-- Abnormal energy booked to a cause. Rows are only added: a mistake is taken back by a row that names it.
create table loss_booking (
    booking_id text primary key,                        -- ZM-2026-000001
    area_no text not null, org_path text not null,
    month text not null,                                -- yyyy-MM
    cause text not null,                                -- see LossCause
    wh bigint not null,                                 -- energy explained; below zero: a gain explained, or taken back
    source_kind text not null, source_no text not null, -- the document: case, work-order, loss-order
    reverses text unique references loss_booking (booking_id),
    note text,
    booked_at text not null, booked_by text not null
);
create index loss_booking_area on loss_booking (area_no, month);
create index loss_booking_source on loss_booking (source_kind, source_no);

-- Line-loss inspection orders: the cause tree of an abnormal area, worked through step by step.
create table loss_order (
    order_no text primary key,                          -- XS-2026-000001
    area_no text not null, org_path text not null,
    run_id text not null,
    state text not null,                                -- open closed
    owner text not null, due text not null,
    opened_at text not null, opened_by text not null,
    closed_at text, closed_by text,
    unexplained_wh bigint, unexplained_low_wh bigint, unexplained_high_wh bigint  -- the stated rest, when closed
);
create index loss_order_area on loss_order (area_no, state);

create table loss_order_step (
    order_no text not null references loss_order (order_no),
    n bigint not null,
    suspect text not null,                              -- see LossSuspect
    strength double precision not null,
    customers text not null,                            -- JSON array, strongest first
    finding text,                                       -- confirmed cleared; null: not looked into yet
    evidence text,
    booking_id text references loss_booking (booking_id),
    found_at text, found_by text,
    primary key (order_no, n)
);
