{%- set compared = ['platform_id', 'period_grain', 'period_start', 'cut'] -%}
{%- set sums = ['sum_n', 'sum_d', 'sum_nn', 'sum_nd', 'sum_dd', 'clusters', 'units'] -%}
with members as (

    select
        *,
        'cluster_wilson' as ci_method
    from {{ ref('figure_sums') }}
    where metric_id = 'priority_downgrade_gap'

),

compared_members as (

    {{ with_reference('members', compared, sums) }}

),

sides as (

    {{ sides_of('compared_members', compared + ['ci_method', 'member'], sums) }}

),

shares as (

    {{ clustered_ratios('sides', ref('t_quantiles')) }}

),

others as (

    select * from shares
    where side = 'reference'

)

select
    'priority_downgrade_gap' as metric_id,
    members.platform_id,
    members.period_grain,
    members.period_start,
    members.cut,
    members.member,
    null::double as numerator,
    null::double as denominator,
    members.ratio - others.ratio as value,
    {{ newcombe_bound('-', 'members.ratio', 'members.ratio_low', 'others.ratio', 'others.ratio_high') }}
        as ci_low,
    {{ newcombe_bound('+', 'members.ratio', 'members.ratio_high', 'others.ratio', 'others.ratio_low') }}
        as ci_high,
    case
        when 'too_few_clusters' in (members.ci_method, others.ci_method) then 'too_few_clusters'
        else 'newcombe'
    end as ci_method,
    members.units::bigint as n
from shares as members
inner join others on {{ same_row('members', 'others', compared + ['member']) }}
where members.side = 'member'
