-- Names of the editions of rules that a company has published: each is given once, whoever asks first. The file beside the shipped ones is a copy of the text.
create table rule_edition (
    name text primary key,
    kind text not null,                                 -- cycles campaigns checklists
    content text not null,
    published_by text not null, published_at text not null
);
