{# Band of a distance, from its lower bound on. #}
{% macro distance_band(metres) -%}
    {%- set bounds = var("distance_band_bounds_km") -%}
    case
        when {{ metres }} is null then 'unknown'
        when {{ metres }} < {{ bounds[0] * 1000 }} then 'under_{{ bounds[0] }}_km'
        {%- for bound in bounds[1:] %}
        when {{ metres }} < {{ bound * 1000 }} then '{{ bounds[loop.index0] }}_to_{{ bound }}_km'
        {%- endfor %}
        else '{{ bounds[-1] }}_km_and_more'
    end
{%- endmacro %}
