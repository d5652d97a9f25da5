{%- set period = ['platform_id', 'period_grain', 'period_start'] -%}
with regions as (

    select * from {{ ref('curve_figures') }}
    where metric_id = 'resolved_within_14d' and cut = 'region' and value is not null

),

inequality as (

    {{ theil('regions', period, 'value', 'n') }}

),

counts as (

    select
        {{ period | join(', ') }},
        sum(n)::bigint as complaints
    from regions
    group by {{ period | join(', ') }}

)

-- Logarithms leave a hair: regions that are all alike have 0.
select
    'resolution_theil' as metric_id,
    inequality.platform_id,
    inequality.period_grain,
    inequality.period_start,
    'all' as cut,
    'all' as member,
    null::double as numerator,
    null::double as denominator,
    round(inequality.theil, 12) as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    counts.complaints as n
from inequality
inner join counts on {{ same_row('inequality', 'counts', period) }}
