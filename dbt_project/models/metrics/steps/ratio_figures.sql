with figure_sums as (

    select * from {{ ref('figure_sums') }}

),

figure_scales as (

    select * from {{ ref('figure_scales') }}
    where kind = 'ratio'

),

scaled as (

    select
        figure_sums.*,
        figure_scales.ci_method,
        figure_scales.ci_method = 'nonresponse_bounds' as has_bounds,
        figure_scales.numerator_divisor,
        figure_scales.value_factor
    from figure_sums
    inner join figure_scales on figure_sums.metric_id = figure_scales.metric_id

),

intervals as (

    {{ clustered_ratios('scaled', ref('t_quantiles')) }}

)

select
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    sum_n / numerator_divisor as numerator,
    sum_d as denominator,
    ratio * value_factor / numerator_divisor as value,
    -- Were all that is unknown out of the numerator, or in it (Manski 1989).
    case when has_bounds then ratio else ratio_low end * value_factor / numerator_divisor as ci_low,
    case when has_bounds then (sum_n + sum_unknown) / nullif(sum_d, 0) else ratio_high end
    * value_factor / numerator_divisor as ci_high,
    case when has_bounds then 'nonresponse_bounds' else ci_method end as ci_method,
    units as n
from intervals
