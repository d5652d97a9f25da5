{%- set stratum = "platform_id, region_id, hour_of_day, distance_band" -%}
with lengths as (

    select * from {{ ref('otd_change_lengths') }}

),

months as (

    select business_month from lengths
    group by business_month

),

-- A month is the later one of a comparison and the earlier one of the next.
comparisons as (

    select
        later.business_month as period_start,
        months.business_month,
        months.business_month < later.business_month as is_earlier
    from months as later
    inner join months as earlier
        on later.business_month = {{ dbt.dateadd('month', 1, 'earlier.business_month') }}
    inner join months on months.business_month in (earlier.business_month, later.business_month)

),

-- 0 is the earlier month, 1 the later.
compared as (

    select
        lengths.platform_id,
        lengths.region_id,
        lengths.hour_of_day,
        lengths.distance_band,
        comparisons.period_start,
        lengths.seconds,
        case when comparisons.is_earlier then lengths.deliveries else 0 end as deliveries_0,
        case when comparisons.is_earlier then 0 else lengths.deliveries end as deliveries_1,
        case when comparisons.is_earlier then lengths.promises else 0 end as promises_0,
        case when comparisons.is_earlier then 0 else lengths.promises end as promises_1
    from lengths
    inner join comparisons on lengths.business_month = comparisons.business_month

),

-- What takes as long as it was promised for is in time: equal lengths count with each other.
in_time as (

    select
        {{ stratum }},
        period_start,
        promises_0,
        promises_1,
        sum(deliveries_0) over up_to as delivered_0,
        sum(deliveries_1) over up_to as delivered_1
    from compared
    window up_to as (partition by {{ stratum }}, period_start order by seconds)

)

select
    {{ stratum }},
    period_start,
    sum(promises_0) as orders_0,
    sum(promises_1) as orders_1,
    sum(delivered_0 * promises_0) as kept_00,
    sum(delivered_0 * promises_1) as kept_01,
    sum(delivered_1 * promises_0) as kept_10,
    sum(delivered_1 * promises_1) as kept_11
from in_time
group by {{ stratum }}, period_start
