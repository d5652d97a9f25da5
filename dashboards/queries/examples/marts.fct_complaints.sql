-- 投诉由谁担责，改判了多少
-- Who was held responsible at first, and in the end
select party_at_intake, party_final, count(*) as complaints
from marts.fct_complaints
where is_counted  -- merged complaints stand in the one they were merged into
group by party_at_intake, party_final
order by complaints desc
