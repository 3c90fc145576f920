-- A case handed to the authority or the police (移送). The company sends and sees how far it is; receipt and decision are the authority's.
create table handover (
    handover_no text primary key,
    case_no text not null references inspection_case (case_no),
    org_path text not null,
    addressee text not null,                            -- administration police
    authority_name text not null,
    reason text not null,
    state text not null,                                -- see HandoverState
    package_sha256 text not null, package_bytes bigint not null,
    list_sha256 text not null,                          -- 移送清单
    defects bigint not null,                            -- open defects of the courts' checklist
    sent_by text not null, sent_at text not null,
    receipt_no text, received_by text, received_at text,
    return_reason text,
    decision_kind text, decision_no text, decision_text text,
    fine_fen bigint,                                    -- 罚款: the authority's alone
    decided_by text, decided_at text
);
create index handover_case on handover (case_no);
