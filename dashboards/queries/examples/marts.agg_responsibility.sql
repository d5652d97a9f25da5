-- 责任从谁改到了谁
-- From whom to whom responsibility was moved
select party_at_intake, party_final, sum(complaints) as complaints
from marts.agg_responsibility
where party_at_intake <> party_final
group by party_at_intake, party_final
order by complaints desc
