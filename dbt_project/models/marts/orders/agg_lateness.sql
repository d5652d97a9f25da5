with deliveries as (

    select * from {{ ref('fct_orders') }}
    where is_closed_eligible and lateness_seconds is not null

)

-- Part of a second past the promise is late too, whatever the whole seconds say.
select
    platform_id,
    region_id,
    least(greatest(
        ceil(lateness_seconds / 60.0)::integer + (is_late and lateness_seconds = 0)::integer,
        {{ var('lateness_minutes_shown')[0] }}
    ), {{ var('lateness_minutes_shown')[1] }})::smallint as lateness_minute,
    count(*) as delivered_orders
from deliveries
group by 1, 2, 3
order by 1, 2, 3
