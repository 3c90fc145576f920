-- Ordinary causes stand in the row of their lead: half a million rows of the same two dozen sentences in a night of a million customers took as long to
-- write as all scores. Each is its code, then + ? or ! for what a test of it said (it explains, its readings are missing, it does not), then - when ruled out.
alter table lead add column causes text not null default '';
alter table lead add column causes_open bigint not null default 0;
update lead set
    causes = coalesce((
        select string_agg(
            i.code || case when i.text_zh like '%未能检验%' then '?' when i.text_zh like '%可以解释%' then '+' else '' end || case when i.still_open = 1 then '' else '-' end,
            ' ' order by i.n)
        from lead_innocent i where i.lead_id = lead.lead_id), ''),
    causes_open = (select count(*) from lead_innocent i where i.lead_id = lead.lead_id and i.still_open = 1);
drop table lead_innocent;
