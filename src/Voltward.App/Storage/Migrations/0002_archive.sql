-- The archive. Every row is dated twice: valid_from/valid_to say when it was true (both days, valid_to exclusive),
-- known_from/known_to say when we believed it. Nothing is overwritten: a correction closes known_to of the old row.
create table organisation (
    org_code text primary key,
    parent_code text,
    name text not null,
    org_path text not null unique
);

create table feeder (
    feeder_no text not null,
    name text not null,
    substation text,
    voltage_v bigint not null,
    org_path text not null,
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (feeder_no, valid_from, known_from)
);

create table transformer_area (
    area_no text not null,
    name text not null,
    feeder_no text,
    org_path text not null,
    capacity_va bigint,
    no_load_loss_w bigint,
    load_loss_w bigint,
    supply_meter_side text not null default 'LV',       -- LV: transformer loss outside the balance; MV: inside
    supply_meter_class text,                            -- accuracy class of the supply meter with its CTs: 0.2S 0.5S 1 2
    multiplying_factor_milli bigint not null default 1000,
    longitude double precision, latitude double precision,
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (area_no, valid_from, known_from)
);

create table customer (
    customer_no text not null,
    name text not null,
    customer_class text not null,                       -- resident shop restaurant farm workshop school public charging pv other
    industry text,
    address text,
    phone text,
    important_class text,                               -- special first second temporary, or null
    org_path text not null,
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (customer_no, valid_from, known_from)
);

create table agreement (
    customer_no text not null,
    agreement_no text not null,
    tariff_category text not null,
    two_part bigint not null default 0,
    contracted_va bigint,
    voltage_v bigint,
    penalty_multiple_milli bigint,                      -- agreed multiple of 违约使用电费; null: the contract is silent
    feed_in bigint not null default 0,                  -- has a contract for own generation feeding in
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (customer_no, agreement_no, valid_from, known_from)
);

-- A usage point with its place in the network (户变关系) in one dated row.
create table usage_point (
    usage_point_no text not null,
    customer_no text not null,
    area_no text,
    phase text,                                         -- A B C, or ABC for three-phase
    meter_box text,
    service_drop_m double precision,
    longitude double precision, latitude double precision,
    org_path text not null,
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (usage_point_no, valid_from, known_from)
);
create index usage_point_customer on usage_point (customer_no);
create index usage_point_area on usage_point (area_no);

create table meter_installation (
    meter_no text not null,
    usage_point_no text not null,
    model text,
    accuracy_class text,
    wiring text not null default '1P2W',                -- 1P2W 3P3W 3P4W
    rated_voltage_mv bigint,                            -- millivolt, phase voltage for 3P4W, line voltage for 3P3W
    calibrated_current_ma bigint,                       -- 标定电流, milliampere
    maximum_current_ma bigint,
    multiplying_factor_milli bigint not null default 1000,
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (meter_no, usage_point_no, valid_from, known_from)
);
create index meter_installation_point on meter_installation (usage_point_no);

create table instrument_transformer (
    asset_no text not null,
    usage_point_no text not null,
    kind text not null,                                 -- CT PT
    phase text,
    ratio_primary bigint not null, ratio_secondary bigint not null,
    accuracy_class text,
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (asset_no, usage_point_no, valid_from, known_from)
);
create index instrument_transformer_point on instrument_transformer (usage_point_no);

create table seal (
    seal_no text not null,
    usage_point_no text not null,
    position text not null,                             -- meter-cover terminal box ct-box joint-box
    applied_by text,
    removed_by text,
    removal_reason text,
    valid_from text not null, valid_to text not null default '9999-12-31',
    known_from text not null, known_to text not null default '9999-12-31T00:00:00.0000000Z',
    source text not null,
    primary key (seal_no, usage_point_no, valid_from, known_from)
);
create index seal_point on seal (usage_point_no);

-- Work done at a customer's before Voltward or outside it: explains cover openings and swaps, and gives labels.
create table past_work_order (
    order_no text primary key,
    usage_point_no text,
    customer_no text,
    kind text not null,                                 -- maintenance meter-swap installation inspection disconnection
    done_on text not null,
    outcome text,                                       -- for inspections: theft breach hazard meter-fault nothing no-access
    outcome_kind text,
    found_wh bigint,
    detail text,
    source text not null,
    known_from text not null default ''
);
-- What past_work_order said before a correction.
create table past_work_order_earlier (
    order_no text not null,
    usage_point_no text, customer_no text,
    kind text not null, done_on text not null,
    outcome text, outcome_kind text, found_wh bigint, detail text,
    source text not null,
    known_from text not null, known_to text not null,
    primary key (order_no, known_to)
);
create index past_work_order_point on past_work_order (usage_point_no);
create index past_work_order_customer on past_work_order (customer_no);
