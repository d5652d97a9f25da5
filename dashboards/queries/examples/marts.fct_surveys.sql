-- 问卷回了多少，打了几分
-- Surveys sent, answered, and the mean score
select
    region_type,
    count(*) as sent,
    count(*) filter (where is_answered) as answered,
    avg(score) as mean_score  -- of those who answered; who is silent is not known
from marts.fct_surveys
group by region_type
order by region_type
