{# Tier of an order's value among those of its platform and business month; null without either. #}
{% macro value_tier(order_value_minor, value_thresholds) -%}
    case
        when {{ order_value_minor }} < {{ value_thresholds }}.low_below_minor then 'low'
        when {{ order_value_minor }} >= {{ value_thresholds }}.high_from_minor then 'high'
        when {{ order_value_minor }} >= {{ value_thresholds }}.low_below_minor then 'middle'
    end
{%- endmacro %}
