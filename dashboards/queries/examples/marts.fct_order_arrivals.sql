-- 每次装载带来多少订单，涉及哪些日期
-- Which dates each load brought orders of
select
    load_id,
    min(business_date) as first_date,
    max(business_date) as last_date,
    sum(orders) as orders,
    sum(late_orders) as orders_that_came_late
from marts.fct_order_arrivals
group by load_id
order by load_id
