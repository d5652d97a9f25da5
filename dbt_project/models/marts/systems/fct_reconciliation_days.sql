with payments as (

    select * from {{ ref('stg_raw__payments') }}

),

orders as (

    select * from {{ ref('fct_orders') }}

),

platform_clocks as (

    select * from {{ ref('int_regions__platform_clocks') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

paid as (

    select
        payments.platform_id,
        payments.order_id,
        {{ add_seconds('payments.paid_at', 'platform_clocks.offset_seconds') }}::date
            as business_date
    from payments
    inner join platform_clocks
        on
            payments.platform_id = platform_clocks.platform_id
            and payments.paid_at >= platform_clocks.starts_at
            and payments.paid_at < platform_clocks.ends_at
    where payments.paid_at <= (select cut_off.as_of from cut_off)

),

matches as (

    select
        paid.platform_id,
        paid.business_date,
        true as is_payment,
        orders.order_id is null as is_unmatched
    from paid
    left join orders
        on
            paid.platform_id = orders.platform_id
            and paid.order_id = orders.order_id
    union all
    -- What was cancelled need not have been paid for.
    select
        orders.platform_id,
        orders.business_date,
        false as is_payment,
        true as is_unmatched
    from orders
    where
        orders.is_closed_eligible
        and not orders.is_cancelled
        and orders.platform_id in (select paid.platform_id from paid)
        and not exists (
            select 1 from paid
            where
                paid.platform_id = orders.platform_id
                and paid.order_id = orders.order_id
        )

)

select
    platform_id,
    null::varchar as region_id,
    null::varchar as region_type,
    null::smallint as city_tier,
    null::smallint as income_band,
    business_date,
    count(*) filter (where is_payment) as payments,
    count(*) filter (where is_payment and is_unmatched) as payments_without_an_order,
    count(*) filter (where not is_payment) as orders_without_a_payment
from matches
group by platform_id, business_date
