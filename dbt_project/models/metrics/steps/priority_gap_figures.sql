with comparisons as (

    select * from {{ ref('fairness_comparisons') }}
    where metric_id = 'priority_downgrade_gap'

)

select
    metric_id,
    platform_id,
    period_grain,
    case when period_grain <> 'all' then period_start end as period_start,
    cut,
    member,
    null::double as numerator,
    null::double as denominator,
    gap as value,
    gap_low as ci_low,
    gap_high as ci_high,
    case when gap_low is null then 'too_few_clusters' else 'newcombe' end as ci_method,
    n_member as n
from comparisons
