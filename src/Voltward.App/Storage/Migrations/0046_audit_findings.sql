-- Findings of the marketing audit that need a look on site (稽查问题).
create table audit_finding (
    finding_no text primary key,                        -- JC-2026-000001
    org_path text not null,
    topic text not null,
    customer_no text, area_no text,
    facts text not null,
    period_from text, period_to text,
    wanted text not null,
    due_on text not null,
    state text not null,                                -- open answered closed
    recorded_by text not null, recorded_at text not null,
    answered_by_order text, answered_on text,
    result text, cause text,                            -- real false-alarm withdrawn
    closed_by text, closed_at text
);
create index audit_finding_state on audit_finding (state);
create index audit_finding_customer on audit_finding (customer_no);
