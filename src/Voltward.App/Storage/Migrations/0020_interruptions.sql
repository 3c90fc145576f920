-- One interruption of supply, from its proposal to the return of supply. It is ordered only when no gate is missing.
create table interruption (
    interruption_no text primary key,
    case_no text references inspection_case (case_no),  -- null: arrears
    customer_no text not null,
    org_path text not null,
    place text not null,                                -- CN CN-41 CN-3701
    ground text not null,                               -- see CutGround
    high_risk bigint not null default 0, continuous_producer bigint not null default 0,
    state text not null,                                -- see InterruptionState
    reason text not null,
    proposed_by text not null, proposed_at text not null,
    planned_at text,
    ordered_by text, ordered_at text,
    interrupted_at text, interrupted_by text, interrupted_second text, interrupted_proof text,
    cause_removed_at text, restore_due_at text,
    restored_at text, restored_by text, restored_late_reason text
);
create index interruption_customer on interruption (customer_no);
create index interruption_case on interruption (case_no);

-- What proves each step, in the order in which it came; never changed, a later one of the same step counts.
create table interruption_proof (
    interruption_no text not null references interruption (interruption_no),
    n bigint not null,
    step text not null,                                 -- see InterruptionStep
    item text,                                          -- of a checklist or of the evidence pack
    happened_at text not null, recorded_at text not null, actor text not null,
    reference text not null,                            -- number or hash of the paper, photo or recording
    detail text,                                        -- present: 1/0 and how secured; day the money was due
    primary key (interruption_no, n)
);
