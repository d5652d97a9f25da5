-- Deliveries that are known and no tests: what the counterfactuals are counted over.
create table world.deliveries as
select *
from world.fates
where
    fate = 'delivered'
    and is_closed
    and not is_test
