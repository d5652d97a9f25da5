-- Late deliveries by weather, as they were and as the same ones would have been without the rain.
select
    weather_class,
    count(*) as delivered,
    count(*) filter (where lateness_seconds > 0) as late,
    count(*) filter (where lateness_seconds - rain_seconds > 0) as late_without_rain,
from world.deliveries
group by all
order by weather_class
