with figure_sums as (

    select * from {{ ref('figure_sums') }}

),

figure_scales as (

    select * from {{ ref('figure_scales') }}
    where kind = 'sum'

)

select
    figure_sums.metric_id,
    figure_sums.platform_id,
    figure_sums.period_grain,
    figure_sums.period_start,
    figure_sums.cut,
    figure_sums.member,
    figure_sums.sum_n / figure_scales.numerator_divisor as numerator,
    null::double as denominator,
    figure_sums.sum_n / figure_scales.numerator_divisor as value,
    null::double as ci_low,
    null::double as ci_high,
    figure_scales.ci_method,
    figure_sums.units as n
from figure_sums
inner join figure_scales on figure_sums.metric_id = figure_scales.metric_id
