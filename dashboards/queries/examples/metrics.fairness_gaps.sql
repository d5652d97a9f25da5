-- 哪些群体之间有差距
-- Gaps between groups that chance does not explain
select metric_id, cut, member, reference, gap, gap_low, gap_high, standardised_gap, q_value
from metrics.fairness_gaps
where verdict = 'gap'  -- also: no_material_gap, not_enough_data
order by metric_id, cut, member
