with minutes as (

    select * from {{ ref('int_systems__minutes') }}

)

-- A component serves every region, so it has none.
select
    platform_id,
    null::varchar as region_id,
    null::varchar as region_type,
    null::smallint as city_tier,
    null::smallint as income_band,
    component,
    business_date,
    count(*) as minutes_measured,
    sum(valid_events)::bigint as valid_events,
    sum(good_events)::bigint as good_events,
    quantile_cont(sync_lag_p95_ms, 0.5) as sync_lag_p95_median_ms,
    max(sync_lag_p95_ms) as sync_lag_p95_max_ms
from minutes
group by platform_id, component, business_date
