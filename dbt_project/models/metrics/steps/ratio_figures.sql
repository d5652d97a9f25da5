with clusters as (

    select * from {{ ref('ratio_clusters') }}
    where numerator <> 0 or denominator <> 0

),

ratio_methods as (

    select * from {{ ref('ratio_methods') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

sums as (

    select
        clusters.metric_id,
        clusters.platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'clusters.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', 'clusters.member') }} as member,
        sum(clusters.numerator)::double as sum_n,
        sum(clusters.denominator)::double as sum_d,
        sum(clusters.units)::bigint as units,
        sum(clusters.numerator * clusters.numerator::hugeint)::double as sum_nn,
        sum(clusters.numerator * clusters.denominator::hugeint)::double as sum_nd,
        sum(clusters.denominator * clusters.denominator::hugeint)::double as sum_dd,
        count(*) as clusters
    from clusters
    inner join periods_and_cuts on clusters.cut = periods_and_cuts.divided_by
    group by 1, 2, 3, 4, 5, 6

),

with_method as (

    select
        sums.*,
        ratio_methods.ci_method,
        ratio_methods.numerator_divisor,
        ratio_methods.value_factor
    from sums
    inner join ratio_methods on sums.metric_id = ratio_methods.metric_id

),

intervals as (

    {{ clustered_ratios('with_method', ref('t_quantiles')) }}

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
    ratio_low * value_factor / numerator_divisor as ci_low,
    ratio_high * value_factor / numerator_divisor as ci_high,
    ci_method,
    units as n
from intervals
