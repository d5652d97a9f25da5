-- 付款和订单对得上吗
-- Whether payments and orders match, day by day
select business_date, payments, payments_without_an_order, orders_without_a_payment
from marts.fct_reconciliation_days
order by business_date
