-- Which customer an account of the role Customer speaks for.
create table customer_account (
    person_id text primary key references person (person_id),
    customer_no text not null
);

-- Metering laboratories with their authorisation; the customer chooses among those in force.
create table laboratory (
    laboratory_no text primary key,
    name text not null,
    authorisation_no text not null,
    place text not null,
    valid_from text not null, valid_to text not null,
    entered_by text not null, entered_at text not null
);

create table laboratory_choice (
    case_no text primary key references inspection_case (case_no),
    laboratory_no text not null references laboratory (laboratory_no),
    chosen_by text not null, chosen_at text not null
);

create table instalment_plan (
    plan_no text primary key,
    case_no text not null references inspection_case (case_no),
    state text not null,                                -- asked approved refused
    reason text not null,
    asked_by text not null, asked_at text not null,
    answered_by text, answered_at text, answer text
);
create index instalment_plan_case on instalment_plan (case_no);

create table instalment (
    plan_no text not null references instalment_plan (plan_no),
    n bigint not null,
    due_on text not null,
    amount_fen bigint not null,
    primary key (plan_no, n)
);

-- Why a clock was missed; one row per clock.
create table clock_reason (
    kind text not null,
    subject text not null,
    due_at text not null,
    reason text not null,
    given_by text not null, given_at text not null,
    primary key (kind, subject, due_at)
);
