-- 丢失的订单：什么原因，在谁手里
-- Orders lost, by cause and by who held them
select
    loss_cause,
    custody_at_loss,
    sum(orders_lost) as orders_lost,
    sum(order_value_minor) / 100 as value_lost  -- minor units are hundredths
from marts.agg_losses
group by loss_cause, custody_at_loss
order by orders_lost desc
