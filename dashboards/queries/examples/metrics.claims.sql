-- 文章的说法，哪些数据支持
-- What the article claims, and what the data says
select claim_en, reading_en, claimed_low, claimed_high, value, ci_low, ci_high, n, verdict
from metrics.claims
order by place
