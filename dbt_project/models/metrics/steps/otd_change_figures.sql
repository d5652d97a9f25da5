{%- set speed -%}
    weight * (
            (kept_11 * orders_0 - kept_01 * orders_1) * orders_0
            + (kept_10 * orders_0 - kept_00 * orders_1) * orders_1
        ) / (2 * orders_0 * orders_0 * orders_1 * orders_1)
{%- endset -%}
{%- set promise -%}
    weight * (
            (kept_11 * orders_0 - kept_10 * orders_1) * orders_0
            + (kept_01 * orders_0 - kept_00 * orders_1) * orders_1
        ) / (2 * orders_0 * orders_0 * orders_1 * orders_1)
{%- endset -%}
with figure_sums as (

    select * from {{ ref('figure_sums') }}
    where metric_id = 'on_time_rate' and period_grain <> 'all'

),

strata as (

    select * from {{ ref('otd_change_strata') }}

),

-- A change is as small a cell as the smaller of its two periods.
changes as (

    select
        later.platform_id,
        later.period_grain,
        later.period_start,
        later.cut,
        later.member,
        later.sum_n / nullif(later.sum_d, 0) - earlier.sum_n / nullif(earlier.sum_d, 0) as change,
        least(later.units, earlier.units) as n
    from figure_sums as later
    inner join figure_sums as earlier
        on
            later.platform_id = earlier.platform_id
            and later.period_grain = earlier.period_grain
            and later.cut = earlier.cut
            and later.member = earlier.member
            and later.period_start
            = {{ period_end('earlier.period_grain', 'earlier.period_start', 'null::date') }}

),

-- Strata weigh as much as they did in both months on average.
weighted as (

    select
        *,
        orders_0 / sum(orders_0) over (partition by platform_id, period_start) / 2
        + orders_1 / sum(orders_1) over (partition by platform_id, period_start) / 2 as weight
    from strata

),

-- Speed counts for the mean of what it does under the new promises and under the old, the promise
-- likewise (Shapley 1953). Differences of whole numbers, so that what stayed the same is exactly 0.
effects as (

    select
        platform_id,
        period_start,
        {{ exact_sum(speed) }}::double as speed,
        {{ exact_sum(promise) }}::double as promise
    from weighted
    where orders_0 > 0 and orders_1 > 0
    group by platform_id, period_start

),

-- What speed and promises do not explain: other orders, and strata that only one month has.
changes_by_cause as (

    select
        changes.platform_id,
        changes.period_grain,
        changes.period_start,
        'cause' as cut,
        causes.cause as member,
        case causes.cause
            when 'speed' then effects.speed
            when 'promise' then effects.promise
            else changes.change - effects.speed - effects.promise
        end as change,
        changes.n
    from changes
    inner join effects
        on
            changes.platform_id = effects.platform_id
            and changes.period_start = effects.period_start
    cross join (values ('speed'), ('promise'), ('mix')) as causes (cause)
    where changes.period_grain = 'month' and changes.cut = 'all'

),

figures as (

    select * from changes
    union all
    select * from changes_by_cause

)

select
    'otd_change' as metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    null::double as numerator,
    null::double as denominator,
    change as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    n
from figures
where change is not null
