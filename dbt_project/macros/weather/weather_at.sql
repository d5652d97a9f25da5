{# The weather at an instant: the last observation at or before it, a daily one on its local date.
   `join_weather` finds the observations in the CTEs `daily_weather` and `hourly_weather` of the
   model, `weather_class` says which of the two is the later word. #}

{% macro join_weather(relation, instant, local_date, prefix="") -%}
    left join daily_weather as {{ prefix }}daily
        on
            {{ relation }}.region_id = {{ prefix }}daily.region_id
            and {{ local_date }} = {{ prefix }}daily.observed_date
    left join hourly_weather as {{ prefix }}hourly
        on
            {{ relation }}.region_id = {{ prefix }}hourly.region_id
            and {{ dbt.date_trunc("hour", instant) }} = {{ prefix }}hourly.touched_hour
            and {{ instant }} >= {{ prefix }}hourly.holds_from
            and {{ instant }} < {{ prefix }}hourly.holds_until
{%- endmacro %}

{# A daily observation begins its date, so an hourly one of that date is the later word. #}
{% macro weather_class(prefix="") -%}
    case
        when {{ prefix }}daily.observed_at > {{ prefix }}hourly.holds_from
            then {{ prefix }}daily.weather_class
        else coalesce({{ prefix }}hourly.weather_class, {{ prefix }}daily.weather_class, 'unknown')
    end
{%- endmacro %}

{# What the weather figures compare: rain and snow against none; null where it is unknown. #}
{% macro is_wet(weather_class) -%}
    case
        when {{ weather_class }} in ({{ text_list(var("wet_weather_classes")) }}) then true
        when {{ weather_class }} = 'dry' then false
    end
{%- endmacro %}
