with erlang_c_riders as (

    select * from {{ ref('erlang_c_riders') }}

),

steps as (

    select
        handling_minutes,
        orders_per_slot_from,
        riders_required,
        lead(orders_per_slot_from) over (
            partition by handling_minutes
            order by orders_per_slot_from
        ) as next_from
    from erlang_c_riders

)

select
    handling_minutes,
    unnest(range(
        orders_per_slot_from,
        coalesce(next_from, {{ var('staffing_table_orders') }} + 1)
    ))::integer as orders_placed,
    orders_per_slot_from,
    riders_required
from steps
