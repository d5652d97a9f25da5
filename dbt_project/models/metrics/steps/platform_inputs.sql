with orders as (

    select * from {{ ref('fct_orders') }}

),

complaints as (

    select * from {{ ref('fct_complaints') }}

),

rider_slots as (

    select * from {{ ref('fct_rider_slots') }}

),

of_orders as (

    select
        platform_id,
        count(*) filter (where is_closed_eligible) as orders,
        count(*) filter (where is_closed_eligible and promised_at is not null) as promises,
        count(*) filter (where is_closed_eligible and delivery_seconds is not null) as deliveries,
        count(*) filter (where is_closed_eligible and not is_delivered) as undelivered_orders,
        count(*) filter (where is_closed_eligible and is_cancelled) as cancelled_orders,
        count(*) filter (where is_closed_eligible and pressure_class is not null) as head_counts
    from orders
    group by platform_id

),

of_complaints as (

    select
        platform_id,
        count(*) filter (where is_counted) as complaints,
        count(*) filter (where is_about_an_order) as complaints_about_orders,
        count(*) filter (where response_fate = 'event') as responses,
        count(*) filter (where resolution_fate = 'event') as resolutions,
        count(is_deadline_kept) as deadlines
    from complaints
    group by platform_id

),

of_rider_slots as (

    select
        platform_id,
        count(rider_seconds_available) as rider_slots
    from rider_slots
    group by platform_id

)

select
    platform_id,
    input,
    row_count
from of_orders
unpivot (
    row_count for input in (
        orders, promises, deliveries, undelivered_orders, cancelled_orders, head_counts
    )
)
union all
select
    platform_id,
    input,
    row_count
from of_complaints
unpivot (
    row_count for input in (
        complaints, complaints_about_orders, responses, resolutions, deadlines
    )
)
union all
select
    platform_id,
    input,
    row_count
from of_rider_slots
unpivot (row_count for input in (rider_slots))
